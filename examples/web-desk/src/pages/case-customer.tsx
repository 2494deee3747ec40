// What the customer is given: looked at first, then handed out as a file.
import { useMemo } from "react";
import { Button } from "react-aria-components";
import { useHeld } from "../case/hold";
import { fileOf, sheetOf } from "../customer/sheet";
import { SheetShown } from "../customer/shown";
import { useLanguage } from "../i18n/language";
import { handOut } from "../store/exchange";

export function CustomerTab() {
  const { t } = useLanguage();
  const held = useHeld();
  const sheet = useMemo(() => sheetOf(held), [held]);
  return (
    <>
      <p className="no-print">
        {t(
          "客户看到的就是下面的内容：姓名已遮盖，没有证件号码、电话、地址和办理记录。",
          "This is all the customer sees: names are masked; numbers, addresses and the log are not in it.",
        )}
      </p>
      <SheetShown sheet={sheet} />
      <div className="buttons no-print">
        <Button className="button" onPress={() => handOut(fileOf(sheet))}>
          {t("导出给客户的文件", "Export the customer's file")}
        </Button>
        <Button className="button quiet" onPress={() => window.print()}>
          {t("打印", "Print")}
        </Button>
      </div>
    </>
  );
}
