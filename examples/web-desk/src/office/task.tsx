// A task in a line: what is to be done, about what, and why by then.
import { useLanguage, type Both } from "../i18n/language";
import { taskAbout, taskName, taskWhom, type Said } from "./words";

interface Given {
  readonly task: Said;
  /** Who is told, where a case knows it better than by its name. */
  readonly whom?: Both | null;
}

export function TaskSaid({ task, whom = taskWhom(task) }: Given) {
  const { t, told } = useLanguage();
  const about = told(taskAbout(task));
  return (
    <>
      {told(taskName(task))}
      {about && `${t("：", ": ")}${about}`}
      {whom && `${t("，告知", ", to ")}${told(whom)}`}
    </>
  );
}
