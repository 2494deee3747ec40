"""Where the library decides otherwise than its words say: followed here, and told in the README.

A name that is true follows the library. One that was mended there goes away here.
"""

PAIR_OF_FUNDS = True
"""A conversion beside a fund loan is taken for a pair of a bank and a fund centre."""
PAIR_OVER_PRICE = True
"""A change of lender overlooks that the loan that stays costs more than the home by now."""
NOBODY_ASKS = True
"""Leave and promise are taken for a milestone that no gate of the way asks for."""
CONDITION_BY_DAY = True
"""A contract may be signed on a day before the condition of the approval was met."""
SERVED = True
"""A paper that came after the file went out, and has lapsed, is taken to have served."""
LAPSED_BY_DAY = True
"""What comes after a milestone is marked though the milestone's own last day has passed."""
REQUEST_OVER_REST = True
"""An early payment may be asked for of more than what is left of the loan."""

# The others of the README have no name here, for nothing in this interpreter would do otherwise.
