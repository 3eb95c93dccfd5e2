"""Case mix: what to expect given the patients seen.

cells      counts per clinician, month and pattern of patient characteristics
coding     levels to columns; what was merged or left out, in sentences
laplace    random-intercept logistic and Poisson models
linear     random-intercept linear model, exact; CAHPS-style adjustment
model      fit: the strict way, and the way that says what gave way
expected   expected outcome and offset per clinician and month
"""

from tenthhour.core.measurement.casemix.cells import OUTSIDE, Cells, Levels, Rows, counted
from tenthhour.core.measurement.casemix.coding import Separated
from tenthhour.core.measurement.casemix.expected import Expected, adjust, applied, attempted, expected
from tenthhour.core.measurement.casemix.linear import Method
from tenthhour.core.measurement.casemix.links import inverse, link, variance
from tenthhour.core.measurement.casemix.model import Model, fit, fit_or_merge

__all__ = [
    "OUTSIDE",
    "Cells",
    "Expected",
    "Levels",
    "Method",
    "Model",
    "Rows",
    "Separated",
    "adjust",
    "applied",
    "attempted",
    "counted",
    "expected",
    "fit",
    "fit_or_merge",
    "inverse",
    "link",
    "variance",
]
