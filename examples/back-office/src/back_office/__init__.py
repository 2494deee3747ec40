"""The back office of a mortgage clerk's agency, as an example of what to build round `anjieflow`.

Read in this order: `domain` (all that is asked of the library), `store` (the logs of the cases),
`inbox` (what offices hand in), `night` (one night of work), `outputs` (what clerks find in the
morning).
"""
