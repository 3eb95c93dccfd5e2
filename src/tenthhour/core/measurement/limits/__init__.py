"""Limits: what chance and ordinary differences explain, in a cross-section of peers.

funnel          a quarter's look across peers, with true overdispersion
nulls           beta-binomial, negative binomial, normal: the peers' own spread
exact           Poisson limits, mid-P
heterogeneity   tau^2 five ways; shrinkage and reliability
discoveries     BH, BY, Holm
overdispersion  winsorised phi and additive tau^2, to reproduce other tools
"""

from tenthhour.core.measurement.limits.discoveries import adjusted, flagged
from tenthhour.core.measurement.limits.exact import mid_p, poisson_limits
from tenthhour.core.measurement.limits.funnel import FEWEST_PEERS, Funnel, funnel
from tenthhour.core.measurement.limits.heterogeneity import Shrunken, Spread, shrunken, spread
from tenthhour.core.measurement.limits.nulls import (
    BetaBinomial,
    NegativeBinomial,
    NormalSpread,
    Null,
    fit_beta_binomial,
    fit_negative_binomial,
    fit_normal,
)

__all__ = [
    "FEWEST_PEERS",
    "BetaBinomial",
    "Funnel",
    "NegativeBinomial",
    "NormalSpread",
    "Null",
    "Shrunken",
    "Spread",
    "adjusted",
    "fit_beta_binomial",
    "fit_negative_binomial",
    "fit_normal",
    "flagged",
    "funnel",
    "mid_p",
    "poisson_limits",
    "shrunken",
    "spread",
]
