"""The nearest model of statsmodels (posterior mode, no Laplace) on a CSV of rows; run by its own Python."""

import sys
import time
import warnings

import numpy as np
import pandas as pd
import statsmodels
from statsmodels.genmod.bayes_mixed_glm import BinomialBayesMixedGLM

warnings.simplefilter("ignore")
data = pd.read_csv(sys.argv[1])
covariates = [name for name in data.columns if name not in ("clinician", "n", "k")]
formula = "k ~ " + " + ".join(f"C({name})" for name in covariates)
started, cpu = time.perf_counter(), time.process_time()
model = BinomialBayesMixedGLM.from_formula(formula, {"u": "0 + C(clinician)"}, data, vcp_p=2, fe_p=10)
fit = model.fit_map(method="BFGS")
print("seconds", time.perf_counter() - started)
print("cpu", time.process_time() - cpu)
print("beta", *fit.fe_mean)
print("sigma", float(np.exp(fit.vcp_mean[0])))
print("version", statsmodels.__version__)
