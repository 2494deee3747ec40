// A desk without a case: how one comes in.
import { useLanguage } from "../i18n/language";
import { write } from "./route";

export function Empty() {
  const { t } = useLanguage();
  return (
    <div className="card">
      <p>
        {t(
          "还没有案件。数据只保存在这个浏览器里，不会发送到任何地方。",
          "There is no case yet. Data stay in this browser and are sent nowhere.",
        )}
      </p>
      <p className="buttons">
        <a className="button" href={write({ page: "new" })}>
          {t("新建案件", "New case")}
        </a>
        <a className="button quiet" href={write({ page: "data" })}>
          {t("导入案件记录", "Import logs")}
        </a>
      </p>
    </div>
  );
}
