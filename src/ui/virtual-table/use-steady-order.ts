import { orderChanges } from "./order-changes.ts";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

export interface SteadyOrder {
  /** The order to show. */
  order: readonly string[];
  /** How far it is from the wanted one; 0 while nobody holds it. */
  changes: number;
  hold(this: void): void;
  release(this: void): void;
  /** Takes the wanted order now, and stands still again in that one. */
  resort(this: void): void;
}

/**
 * An order that stands still while somebody holds it (a pointer over it, a focus within), so that no row moves under a hand.
 * @param orderKey what was asked for (sort, filter, search): when that changes, the new order is taken at once
 */
export function useSteadyOrder(wanted: readonly string[], orderKey: string): SteadyOrder {
  const [held, setHeld] = useState<{ order: readonly string[]; orderKey: string } | null>(null);
  // The user asked for another order: holding on to the old one would look broken.
  const standing = held !== null && held.orderKey === orderKey ? held : null;
  if (held !== null && standing === null) setHeld({ order: wanted, orderKey });
  const order = standing?.order ?? wanted;
  const changes = useMemo(() => (order === wanted ? 0 : orderChanges(order, wanted)), [order, wanted]);
  const latest = useRef({ order: wanted, orderKey });
  useEffect(() => {
    latest.current = { order: wanted, orderKey };
  });
  // The same functions all the time: whoever holds may do so in an effect.
  const hold = useCallback(() => setHeld((before) => before ?? latest.current), []);
  const release = useCallback(() => setHeld(null), []);
  return {
    order,
    changes,
    hold,
    release,
    resort: () => setHeld((before) => (before === null ? null : { order: wanted, orderKey })),
  };
}
