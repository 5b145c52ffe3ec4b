import { KEY_TABLE } from "./key-table.ts";
import { lettersAreOff, turnLetters } from "./letter-keys.ts";
import styles from "./KeyHelp.module.css";
import { Button } from "#ui/button/Button.tsx";
import { CheckField } from "#ui/field/CheckField.tsx";
import { useEffect, useRef, useState } from "react";

/** Every key in one table, and the switch that turns the single letters off. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const [off, setOff] = useState(lettersAreOff);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-label="Keys" onCancel={onClose}>
      <h2 className={styles.heading}>Keys</h2>
      <table className={styles.table}>
        <tbody>
          {KEY_TABLE.map(({ keys, does }) => (
            <tr key={keys}>
              <th scope="row">{keys}</th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.foot}>
        <CheckField
          label="Only Ctrl+K: single letters do nothing"
          checked={off}
          onChange={(value) => {
            turnLetters(value);
            setOff(value);
          }}
        />
        <Button onClick={onClose}>Close</Button>
      </div>
    </dialog>
  );
}
