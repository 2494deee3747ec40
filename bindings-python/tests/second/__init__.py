"""A second interpreter of flow, checklist and money, to hold the library against.

Written from the handbook of the trade and from what the library publishes: the pack as JSON with
its schema, the fields of commands and events, the commands of each stage, the drawings of the flow,
the words of the refusals, the descriptions of public names, and the stories as worked examples. Not
from the code that decides. Where those left something open, the README of this folder says how it
is read here.
"""
