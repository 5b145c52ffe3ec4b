import { WallMark } from "./WallMark.tsx";
import styles from "./WallFigures.module.css";
import type { FittedFigures } from "#model/wall/fit-figures.ts";

/** A row of numbers, each with what it counts below it. */
export function WallFigures({ fitted: { scale, shown } }: { fitted: FittedFigures }) {
  return (
    <dl className={styles.figures}>
      {shown.map(({ name, value, look }) => (
        <div key={name} className={styles.figure} data-look={look}>
          <dt>{name}</dt>
          <dd style={{ fontSize: `${scale}em` }}>
            <WallMark look={look} />
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
