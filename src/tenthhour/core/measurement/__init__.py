"""Fair numbers: what changed, what is shared, and what may not be said. Plain arrays in, plain answers out.

In a notebook: `from tenthhour.core.measurement import casemix, familiar, judgement, limits` (docs/library.md).

judgement  one measure of one group of colleagues: who changed, what all share, why silence
casemix    what to expect given the patients seen
limits     funnels, shrinkage, false discoveries
familiar   XmR with the NHS rules, control charts, risk-adjusted CUSUM: for display, never the alarm

They are imported by name alone, so that reading a measure's file does not load scipy (0.2 s against 3 s).
"""
