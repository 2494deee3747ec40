"""Writes the sample inbox: `python tests/make_sample.py`. All persons in it are invented.

The files are what offices hand in: a list that somebody exported from the old system in GBK, a
workbook with a title over its headings, and what another program sent as JSON. Some rows are wrong
on purpose.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).parents[1] / "sample" / "inbox"

PAPERS = [
    ["2026年3月20日收件登记表（示例，人名均为虚构）"],
    [
        "流水号",
        "业务编号",
        "事项",
        "资料名称",
        "客户",
        "日期",
        "出具日期",
        "形式",
        "份数",
        "资料编号",
        "问题",
        "柜台",
        "备注",
    ],
    [
        "S-0320-01",
        "JN-2602",
        "收件",
        "无房证明",
        "周予安",
        "2026-03-20",
        "2026/3/19",
        "原件",
        "1",
        "",
        "",
        "3",
        "",
    ],
    [
        "S-0320-02",
        "JN-2602",
        "收件",
        "收入证明",
        "苏晚晴",
        "2026-03-20",
        "2026年3月18日",
        "原件",
        "1",
        "",
        "",
        "3",
        "",
    ],
    [
        "S-0320-03",
        "JN-2602",
        "收件",
        "流水",
        "配偶",
        "2026-03-20",
        "20260318",
        "复印件",
        "2",
        "",
        "",
        "3",
        "银行卡两张",
    ],
    # Of a new home or a second-hand one?
    [
        "S-0320-04",
        "JN-2602",
        "收件",
        "购房合同",
        "周予安",
        "2026-03-20",
        "",
        "复印件",
        "1",
        "",
        "",
        "3",
        "",
    ],
    # There is no such day.
    [
        "S-0320-05",
        "JN-2602",
        "收件",
        "首付收据",
        "周予安",
        "2026-03-20",
        "2026-02-30",
        "原件",
        "1",
        "",
        "",
        "3",
        "",
    ],
    # Nobody of that name takes part.
    [
        "S-0320-06",
        "JN-2602",
        "收件",
        "身份证",
        "周小安",
        "2026-03-20",
        "",
        "原件核对",
        "1",
        "",
        "",
        "3",
        "",
    ],
    ["S-0320-07", "JN-2602", "提交初审", "", "", "2026-03-20", "", "", "", "", "", "3", ""],
    ["S-0320-08", "PS-2603", "审核资料", "", "", "2026-03-20", "", "", "", "d32", "", "1", ""],
    [
        "S-0320-09",
        "PS-2603",
        "审核资料",
        "",
        "",
        "2026-03-20",
        "",
        "",
        "",
        "d33",
        "收入证明无单位公章",
        "1",
        "",
    ],
    ["S-0320-10", "PS-2603", "初审通过", "", "", "2026-03-20", "", "", "", "", "", "1", ""],
    # There is no such case.
    [
        "S-0320-11",
        "JN-9999",
        "收件",
        "身份证",
        "借款人",
        "2026-03-20",
        "",
        "原件",
        "1",
        "",
        "",
        "2",
        "",
    ],
]

STEPS: list[list[Any]] = [
    ["业务编号", "事项", "节点", "状态", "日期", "文号", "说明"],
    ["JN-2604", "报卷", "", "", datetime(2026, 3, 20), "", "备案未办结，应不予通过"],
    ["JN-2604", "登记节点", "备案", "办结", datetime(2026, 3, 19), "WQ-JN-YS-0044", ""],
    ["JN-2604", "报卷", "", "", datetime(2026, 3, 20), "", ""],
    ["PS-2610", "登记节点", "抵押登记", "", datetime(2026, 3, 20), "苏2026示例证明0047", ""],
    ["PS-2610", "等待放款", "", "", datetime(2026, 3, 20), "", ""],
    # A milestone that nobody knows.
    ["PS-2610", "登记节点", "抵押公示", "办结", datetime(2026, 3, 20), "", ""],
]

MONEY: list[list[Any]] = [
    ["业务编号", "事项", "金额（元）", "收款账号", "首期还款日", "日期"],
    # Typed as a number, which cost it its last digits.
    ["GZ-2611", "放款", 700000, 6222000000000006662, "", datetime(2026, 3, 20)],
    ["GZ-2611", "放款", 700000, "6222 0000 0000 0006 662", "", datetime(2026, 3, 20)],
    ["PS-2619", "入账", 4315.2, "", "2026-04-18", datetime(2026, 3, 20)],
    ["JN-2612", "还款", 4602.78, "", "", datetime(2026, 3, 20)],
    ["JN-2612", "还款", "四千六", "", "", datetime(2026, 3, 20)],
]

ANSWERS = {
    "inbox": 0,
    "items": [
        {
            "id": "bank-0320-1",
            "case": "ZH-2617",
            "command": {
                "command": "offer",
                "loan": "L1",
                "terms": {
                    "amount_fen": 100_000_000,
                    "term_months": 360,
                    "rate_millionths": 30_500,
                },
                "conditions": ["首付款补足至六成"],
                "expires": "2026-06-18",
            },
            "context": {"by": "bank"},
        },
        {"id": "bank-0320-2", "case": "ZH-2617", "command": {"command": "confirm_terms"}},
        {
            "id": "web-0320-1",
            "case": "JN-2621",
            "command": {"command": "open"},
            "context": {"by": "wang"},
        },
        {
            "id": "web-0320-2",
            "case": "JN-2621",
            "command": {
                "command": "add_party",
                "id": "b1",
                "role": "borrower",
                "name": "白砚书",
                "id_number": "370105189202030463",
                "phone": "13000009001",
            },
        },
        {
            "id": "web-0320-3",
            "case": "JN-2621",
            "command": {
                "command": "state_facts",
                "facts": {"property": "presale", "marital": "married"},
            },
        },
        {"业务编号": "JN-2606", "事项": "通知", "通知对象": "借款人", "通知事由": "offer L1"},
        # The command is known, the field is not.
        {
            "id": "web-0320-4",
            "case": "JN-2621",
            "command": {"command": "state_facts", "fact": {"marital": "single"}},
        },
    ],
}


def papers() -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(PAPERS)
    return file.getvalue().encode("gbk")


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 3, 20)})
        form = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in (("节点", STEPS), ("款项", MONEY)):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, f"2026年3月20日{name}登记（示例）")
            for at, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    is_day = isinstance(cell, datetime)
                    sheet.write(at, column, cell, form if is_day else None)
        book.add_worksheet("填表说明").write(0, 0, "示例数据，人名均为虚构")
    return file.getvalue()


def answers() -> bytes:
    return (json.dumps(ANSWERS, ensure_ascii=False, indent=1) + "\n").encode()


FILES = {
    "0320-1-收件登记.csv": papers,
    "0320-2-节点与款项.xlsx": workbook,
    "0320-3-银行与网上.json": answers,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (FOLDER / name).write_bytes(content())


if __name__ == "__main__":
    main()
