// The days ahead of a clerk: how full each is, and all of them as a calendar file.
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";
import { today } from "../library";
import { ClerkPick, useClerks } from "../office/clerks";
import { useAnswer, useAsk } from "../office/office";
import { TaskSaid } from "../office/task";
import type { OfficeTask } from "../office/words";
import { write } from "../shell/route";
import { handOut } from "../store/exchange";
import { Reading } from "./office";

interface Day {
  readonly day: string;
  readonly room: number;
  readonly due: readonly OfficeTask[];
  readonly over: number;
}

// As many as a day takes; the rest is counted.
const MOST = 8;

export function CalendarTab() {
  const { t } = useLanguage();
  const ask = useAsk();
  const clerks = useClerks();
  const { clerk } = clerks;
  const of = clerk ? { clerk } : {};
  const days = useAnswer<readonly Day[]>(clerks.all && { question: "capacity", ...of });
  if (!days) return <Reading />;
  const save = async () => {
    const text = (await ask({ question: "calendar", ...of })) as string;
    const bytes = new TextEncoder().encode(text);
    handOut({ name: `tasks-${today()}.ics`, type: "text/calendar", bytes });
  };
  const busy = days.filter(({ due }) => due.length > 0);
  return (
    <>
      <div className="filters no-print">
        <ClerkPick {...clerks} />
      </div>
      <p className="hint">
        {t(
          "日历文件只有案件编号和事项，没有姓名和号码。",
          "In the calendar file are cases and tasks, no names or numbers of persons.",
        )}
      </p>
      <div className="buttons no-print">
        <Button className="button" onPress={() => void save()}>
          {t("保存日历（.ics）", "Save the calendar (.ics)")}
        </Button>
      </div>
      <h2 className="apart">{t("今后 28 天", "The next 28 days")}</h2>
      {busy.length === 0 ? (
        <p>{t("没有到期事项。", "Nothing falls due.")}</p>
      ) : (
        busy.map((day) => <DayCard key={day.day} day={day} />)
      )}
    </>
  );
}

function DayCard({ day: { day, due, over } }: { readonly day: Day }) {
  const { t, many } = useLanguage();
  return (
    <section className="card">
      <h3 className="day">
        {day} <span className="badge">{many(due.length, "项", "task", "tasks")}</span>{" "}
        {over > 0 && <span className="badge bad">{t(`超出 ${over} 项`, `${over} too many`)}</span>}
      </h3>
      <Due tasks={due} />
    </section>
  );
}

function Due({ tasks }: { readonly tasks: readonly OfficeTask[] }) {
  const { t } = useLanguage();
  const more = tasks.length - MOST;
  return (
    <ul className="plain">
      {tasks.slice(0, MOST).map((task, index) => (
        <li key={index}>
          <a href={write({ page: "case", case: task.case, tab: "overview" })}>{task.case}</a>{" "}
          <TaskSaid task={task} />
        </li>
      ))}
      {more > 0 && <li className="hint">{t(`另有 ${more} 项`, `${more} more`)}</li>}
    </ul>
  );
}
