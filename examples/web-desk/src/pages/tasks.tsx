// What a clerk has to do over all cases, what presses most first.
import { useState } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";
import { useAnswer } from "../office/office";
import { ClerkPick, useClerks } from "../office/clerks";
import { TaskSaid } from "../office/task";
import type { OfficeTask } from "../office/words";
import { Heading } from "../shell/frame";
import { write } from "../shell/route";

const PAGE = 50;

interface Worklist {
  readonly tasks: number;
  readonly late: number;
  readonly rows: readonly OfficeTask[];
}

export function TasksPage() {
  const { t, many } = useLanguage();
  const [count, show] = useState(PAGE);
  const clerks = useClerks();
  const { clerk } = clerks;
  const question = { question: "worklist", ...(clerk && { clerk }), count } as const;
  const told = useAnswer<Worklist>(clerks.all && question);
  return (
    <>
      <Heading title={t("待办", "To do")} />
      {told === null ? (
        <p aria-busy="true">{t("正在读取全部案件…", "Reading all cases…")}</p>
      ) : (
        <>
          <div className="filters no-print">
            <ClerkPick {...clerks} />
          </div>
          <p role="status">
            {told.tasks === 0
              ? t("没有待办。", "There is nothing to do.")
              : many(told.tasks, "项", "task", "tasks") +
                t(`，逾期 ${told.late} 项`, `, ${told.late} late`)}
          </p>
          {told.rows.length > 0 && (
            <ul className="card lines">
              {told.rows.map((task, index) => (
                <Line key={index} task={task} />
              ))}
            </ul>
          )}
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

function Line({ task }: { readonly task: OfficeTask }) {
  const { t, told } = useLanguage();
  const isLate = (task.late_days ?? 0) > 0;
  return (
    <li>
      <span className={isLate ? "badge bad" : "badge"}>{task.due ?? t("无期限", "No day")}</span>
      <span>
        <a href={write({ page: "case", case: task.case, tab: "overview" })}>{task.case}</a>{" "}
        <TaskSaid task={task} />
        {task.why && <span className="hint"> {told(task.why)}</span>}
      </span>
    </li>
  );
}
