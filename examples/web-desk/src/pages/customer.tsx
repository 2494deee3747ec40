// A customer opens the file that the clerk gave: read only, nothing of it is kept.
import { useState } from "react";
import { Button, FileTrigger } from "react-aria-components";
import { readSheet, type Sheet } from "../customer/sheet";
import { SheetShown } from "../customer/shown";
import { useLanguage } from "../i18n/language";
import { Heading } from "../shell/frame";

export function CustomerPage() {
  const { t } = useLanguage();
  const [sheet, set] = useState<Sheet | null | undefined>();
  const open = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) set(await readSheet(file));
  };
  return (
    <>
      <Heading title={t("我的资料清单", "My checklist")} />
      <div className="card no-print">
        <p>
          {t(
            "选择经办人给您的文件。内容只在本机显示，不上传，也不保存。",
            "Choose the file that your clerk gave you. It is shown on this machine only, neither sent nor kept.",
          )}
        </p>
        <FileTrigger acceptedFileTypes={[".json"]} onSelect={(files) => void open(files)}>
          <Button className="button">{t("选择文件", "Choose a file")}</Button>
        </FileTrigger>
        <div role="alert">
          {sheet === null && (
            <p className="fault">
              {t("这不是给客户的清单文件。", "This is not a customer's file.")}
            </p>
          )}
        </div>
      </div>
      {sheet && <SheetShown sheet={sheet} />}
    </>
  );
}
