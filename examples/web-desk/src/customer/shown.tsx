// A customer's sheet as it is read: nothing in it can be changed.
import { stageWord, stateWord } from "../flow/words";
import { useLanguage } from "../i18n/language";
import type { Sheet } from "./sheet";

const TONES: { readonly [status: string]: string } = {
  accepted: "badge good",
  received: "badge warn",
  missing: "badge bad",
  rejected: "badge bad",
  expired: "badge bad",
};

export function SheetShown({ sheet }: { readonly sheet: Sheet }) {
  const { t, told, language } = useLanguage();
  const open = sheet.papers.filter(({ status }) => status !== "accepted").length;
  return (
    <article className="card">
      <h2>
        {sheet.case} <span className="badge">{stageWord(sheet.stage, language)}</span>
      </h2>
      <p>
        {t(
          `截至 ${sheet.made}：共 ${sheet.papers.length} 份资料，还有 ${open} 份未办妥。`,
          `As of ${sheet.made}: ${sheet.papers.length} papers, ${open} of them open.`,
        )}
      </p>
      <ul className="lines">
        {sheet.papers.map((paper, index) => (
          <li key={index}>
            <span className={TONES[paper.status] ?? "badge"}>
              {stateWord(paper.status, language)}
            </span>
            <span>
              {told(paper.name)}{" "}
              <span className="hint">
                {told(paper.whom)}
                {paper.until && t(`，有效期至 ${paper.until}`, `, good until ${paper.until}`)}
              </span>
              {paper.note && <span className="fault"> {paper.note}</span>}
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
