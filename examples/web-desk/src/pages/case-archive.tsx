// The index of the dossier, for print.
import { useMemo } from "react";
import { Button } from "react-aria-components";
import { useHeld } from "../case/hold";
import { partyName } from "../case/offers";
import { capital, english } from "../flow/english";
import { useLanguage } from "../i18n/language";
import { ask } from "../library";

interface Row {
  readonly number: number;
  readonly part: string;
  readonly part_zh: string;
  readonly document: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly holder: string | null;
  readonly state: string;
  readonly state_zh: string;
  readonly paper: { readonly pages: number | null } | null;
  /** What was done that leaves it. */
  readonly step: { readonly step: string; readonly zh: string } | null;
  readonly loan: string | null;
  readonly entry: number | null;
}

interface Index {
  readonly complete: boolean;
  readonly lacking: number;
  readonly place: string | null;
  readonly keep_until: string | null;
  readonly rows: readonly Row[];
}

export function ArchiveTab() {
  const { t } = useLanguage();
  const { case: current, context } = useHeld();
  const index = useMemo(
    () => ask(current, { question: "archive" }, context) as Index,
    [current, context],
  );
  return (
    <>
      <p>
        {index.rows.length === 0
          ? t("选定产品后列出目录。", "The index comes with the choice of a product.")
          : index.complete
            ? t("资料齐全。", "Nothing is lacking.")
            : t(`尚缺 ${index.lacking} 项。`, `${index.lacking} lacking.`)}
        {index.place && t(` 存放：${index.place}。`, ` Kept at ${index.place}.`)}
        {index.keep_until && t(` 保管至 ${index.keep_until}。`, ` Kept until ${index.keep_until}.`)}
      </p>
      {index.rows.length > 0 && <Rows rows={index.rows} />}
      <Button className="button no-print" onPress={() => window.print()}>
        {t("打印", "Print")}
      </Button>
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t, told, language } = useLanguage();
  const { view } = useHeld();
  const whose = (id: string | null) => {
    const party = view.parties.find((party) => party.id === id);
    return party ? partyName(party, language) : (id ?? "");
  };
  // Of what no paper shows, the step.
  const nameOf = ({ zh, en, step, loan }: Row) => {
    if (zh || !step) return told({ zh, en });
    const done = told({ zh: step.zh, en: capital(english(step.step)) });
    return loan ? `${loan} ${done}` : done;
  };
  return (
    <div
      className="wide"
      tabIndex={0}
      role="region"
      aria-label={t("归档目录", "Index of the dossier")}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t("序号", "No.")}</th>
            <th scope="col">{t("部分", "Part")}</th>
            <th scope="col">{t("资料", "Paper")}</th>
            <th scope="col">{t("持有人", "Whose")}</th>
            <th scope="col">{t("状态", "State")}</th>
            <th scope="col">{t("页数", "Pages")}</th>
            <th scope="col">{t("记录", "Entry")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td>{row.number}</td>
              <td>{told({ zh: row.part_zh, en: capital(english(row.part)) })}</td>
              <td>{nameOf(row)}</td>
              <td className="whose">{whose(row.holder)}</td>
              <td>{told({ zh: row.state_zh, en: capital(english(row.state)) })}</td>
              <td>{row.paper?.pages ?? ""}</td>
              <td>{row.entry ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
