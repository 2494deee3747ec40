// What a clerk has to do over all cases, what presses most first.
import { useState } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";
import { Pick } from "../parts/fields";
import { useDesk } from "../shell/desk";
import { Heading } from "../shell/frame";
import { write } from "../shell/route";
import { useTasks } from "../tasks/office";
import type { Task } from "../tasks/worker";

const PAGE = 50;

export function TasksPage() {
  const { t } = useLanguage();
  const { store, by } = useDesk();
  const [clerk, choose] = useState(by);
  const [count, show] = useState(PAGE);
  const told = useTasks(store, clerk, count);
  return (
    <>
      <Heading title={t("待办", "To do")} />
      {told === null ? (
        <p aria-busy="true">{t("正在读取全部案件…", "Reading all cases…")}</p>
      ) : (
        <>
          <div className="filters no-print">
            <Pick
              label={t("经办人", "Clerk")}
              value={told.clerk}
              change={(value) => value && choose(value)}
              offers={told.clerks.map(({ clerk, tasks, late }) => ({
                value: clerk,
                label: t(
                  `${clerk}（${tasks} 项，逾期 ${late}）`,
                  `${clerk} (${tasks}, ${late} late)`,
                ),
              }))}
            />
          </div>
          <p role="status">
            {t(`${told.tasks} 项，逾期 ${told.late} 项`, `${told.tasks} tasks, ${told.late} late`)}
          </p>
          <ul className="card lines">
            {told.rows.map((task, index) => (
              <Line key={index} task={task} />
            ))}
          </ul>
          {told.rows.length < told.tasks && (
            <Button className="button quiet no-print" onPress={() => show(count + PAGE)}>
              {t("更多", "More")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Line({ task }: { readonly task: Task }) {
  const { t, told } = useLanguage();
  const isLate = (task.late_days ?? 0) > 0;
  const about = told({ zh: task.about_zh, en: task.about.replaceAll("_", " ") });
  return (
    <li>
      <span className={isLate ? "badge bad" : "badge"}>{task.due ?? t("无期限", "No day")}</span>
      <span>
        <a href={write({ page: "case", case: task.case, tab: "overview" })}>{task.case}</a>{" "}
        {told({ zh: task.zh, en: task.task.replaceAll("_", " ") })}
        {about && `${t("：", ": ")}${about}`}
        {task.why && <span className="hint"> {told(task.why)}</span>}
      </span>
    </li>
  );
}
