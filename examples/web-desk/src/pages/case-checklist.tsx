// The checklist: what, from whom, why, until when it is good; taken in, checked, sent back. Of files only a note is kept.
import { useCallback, useEffect, useMemo, useState } from "react";
import { Button, DropZone, FileTrigger, Text, type FileDropItem } from "react-aria-components";
import type { ChecklistLine } from "anjieflow/office";
import { useHeld } from "../case/hold";
import { partyName } from "../case/offers";
import { StepDialog, type Wanted } from "../case/step-form";
import type { Paper } from "../case/view";
import { Why } from "../case/why";
import { stateWord } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { useDesk } from "../shell/desk";
import type { KeptFile } from "../store/database";
import { noted } from "../store/file";

function useFiles(
  id: string,
): [readonly KeptFile[], (files: readonly File[], document: string | null) => Promise<void>] {
  const { store, tell } = useDesk();
  const [files, set] = useState<readonly KeptFile[]>([]);
  const read = useCallback(() => store.files(id).then(set), [store, id]);
  useEffect(() => void read(), [read]);
  const keep = async (added: readonly File[], document: string | null) => {
    for (const file of added) {
      const kept = await store.keepFile(await noted(id, file, document));
      if (!kept.ok) tell(kept.trouble);
    }
    await read();
  };
  return [files, keep];
}

export function ChecklistTab() {
  const { t } = useLanguage();
  const { case: current, context, view } = useHeld();
  const [wanted, want] = useState<Wanted | null>(null);
  const [files, keep] = useFiles(current.id);
  const rows = useMemo(() => current.checklist(context), [current, context]);
  const given = { allowed: view.allowed, want, keep, files };
  const taken = rows.filter(({ status }) => status === "accepted").length;
  return (
    <>
      <p role="status">
        {t(`共 ${rows.length} 项，已验 ${taken} 项`, `${taken} of ${rows.length} accepted`)}
      </p>
      {rows.length === 0 && (
        <p className="card">
          {t("选定产品后列出清单。", "The list comes with the choice of a product.")}
        </p>
      )}
      <ul className="papers">
        {rows.map((row, index) => (
          <Line key={`${row.rule}/${row.holder}/${index}`} row={row} {...given} />
        ))}
      </ul>
      <Dropped files={files} keep={keep} />
      {wanted && <StepDialog wanted={wanted} close={() => want(null)} />}
    </>
  );
}

interface Given {
  readonly row: ChecklistLine;
  readonly allowed: readonly string[];
  readonly want: (wanted: Wanted) => void;
  readonly keep: (files: readonly File[], document: string | null) => Promise<void>;
  readonly files: readonly KeptFile[];
}

const TONES: { readonly [status: string]: string } = {
  accepted: "badge good",
  received: "badge warn",
  missing: "badge",
  undecided: "badge",
};

/** The papers on file for a row, the last first. */
function paperOf(papers: readonly Paper[], row: ChecklistLine): Paper | undefined {
  return papers.findLast(({ kind, holder }) => kind === row.document && holder === row.holder);
}

function Line({ row, allowed, want, keep, files }: Given) {
  const { t, told, language } = useLanguage();
  const { view, attempt } = useHeld();
  const paper = paperOf(view.documents, row);
  const party = view.parties.find(({ id }) => id === row.holder);
  const until = row.expired ?? row.until ?? paper?.good_until;
  const take = () =>
    want({
      command: "add_document",
      texts: { kind: row.document, ...(row.holder && { holder: row.holder }) },
    });
  const name = told(row);
  return (
    <li className="card paper" data-result tabIndex={-1}>
      <div className="paper-head">
        <strong>{name}</strong>
        <span className={TONES[row.status] ?? "badge bad"}>{stateWord(row.status, language)}</span>
      </div>
      <p className="hint">
        {party ? partyName(party, language) : told({ zh: row.role_zh, en: row.role })}
        {until && t(`，有效期至 ${until}`, `, good until ${until}`)}
        {row.copies && t(`，复印件 ${row.copies} 份`, `, copies: ${row.copies}`)}
      </p>
      {paper?.reason && <p className="fault">{paper.reason}</p>}
      {row.note && (
        <p className="hint" lang="en">
          {row.note}
        </p>
      )}
      <Why rule={row.rule} />
      <ul className="files">
        {files
          .filter(({ document }) => document === row.document)
          .map((file) => (
            <FileLine key={file.sha256} file={file} />
          ))}
      </ul>
      <div className="buttons no-print">
        {allowed.includes("add_document") && row.status !== "accepted" && (
          <Button
            className="button quiet"
            aria-label={`${t("收件", "Take in")} ${name}`}
            onPress={take}
          >
            {t("收件", "Take in")}
          </Button>
        )}
        {allowed.includes("check_document") && paper?.state === "received" && (
          <>
            <Button
              className="button"
              aria-label={`${t("验讫", "Accept")} ${name}`}
              onPress={() =>
                void attempt([{ command: { command: "check_document", document: paper.id } }])
              }
            >
              {t("验讫", "Accept")}
            </Button>
            <Button
              className="button quiet"
              aria-label={`${t("退回", "Send back")} ${name}`}
              onPress={() => want({ command: "check_document", texts: { document: paper.id } })}
            >
              {t("退回", "Send back")}
            </Button>
          </>
        )}
        <FileTrigger
          allowsMultiple
          onSelect={(added) => void keep([...(added ?? [])], row.document)}
        >
          <Button className="button quiet" aria-label={`${t("登记文件", "Note a file")} ${name}`}>
            {t("登记文件", "Note a file")}
          </Button>
        </FileTrigger>
      </div>
    </li>
  );
}

const size = (bytes: number) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${Math.round(bytes / 1024)} kB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`;

function FileLine({ file }: { readonly file: KeptFile }) {
  return (
    <li>
      {file.name} <span className="hint">{size(file.size)}</span>
      <code title={file.sha256}>SHA-256 {file.sha256.slice(0, 16)}…</code>
    </li>
  );
}

function Dropped({ files, keep }: Pick<Given, "files" | "keep">) {
  const { t } = useLanguage();
  const others = files.filter(({ document }) => document === null);
  return (
    <section className={others.length ? "card" : "card no-print"}>
      <h2>{t("其他文件", "Other files")}</h2>
      <DropZone
        className="drop no-print"
        onDrop={async ({ items }) => {
          const dropped = items.filter((item): item is FileDropItem => item.kind === "file");
          await keep(await Promise.all(dropped.map((item) => item.getFile())), null);
        }}
      >
        <Text slot="label">
          {t(
            "把文件拖到这里：只记下名称、大小和摘要，内容不保存",
            "Drop files here: only name, size and digest are kept, never what stands in them",
          )}
        </Text>
      </DropZone>
      <ul className="files">
        {others.map((file) => (
          <FileLine key={file.sha256} file={file} />
        ))}
      </ul>
    </section>
  );
}
