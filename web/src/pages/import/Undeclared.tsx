/** Stages that an export tells and the process does not know: what they mean is never guessed from a label. */
import type { ImportPreview } from "../../api/imports.ts";
import styles from "./Import.module.css";

const kinds = { lead: "leads", opportunity: "opportunities" } as const;

export const Undeclared = ({ stages }: { readonly stages: ImportPreview["undeclared"] }) =>
  stages.length === 0 ? null : (
    <div className={styles.question}>
      <p>
        <b>{stages.length === 1 ? "1 stage is" : `${stages.length} stages are`} not part of your process yet</b>
      </p>
      {(["lead", "opportunity"] as const).map((kind) => {
        const own = stages.filter(({ of }) => of === kind);
        return own.length === 0 ? null : (
          <p key={kind} className={styles.quiet}>
            Of {kinds[kind]}:{" "}
            {own
              .map(({ stage, category }) =>
                category === "open"
                  ? stage
                  : `${stage} (${category?.replaceAll("_", " ") ?? "nothing says what it means"})`,
              )
              .join(", ")}
          </p>
        );
      })}
      <p className={styles.note}>
        Records in them count as undeclared until quarterdeck.yaml names them. With the server ended,{" "}
        <code>quarterdeck import FILES --process take</code> adds them for you.
      </p>
    </div>
  );
