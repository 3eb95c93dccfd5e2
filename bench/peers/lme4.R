# One random-intercept logistic model by lme4 on a CSV of rows or of cells; prints lines "name value ...".
suppressMessages(library(lme4))
args <- commandArgs(trailingOnly = TRUE)
data <- read.csv(args[1], stringsAsFactors = FALSE)
covariates <- setdiff(names(data), c("clinician", "n", "k"))
for (name in covariates) data[[name]] <- factor(data[[name]], levels = sort(unique(data[[name]])))
data$clinician <- factor(data$clinician)
model <- reformulate(c(covariates, "(1 | clinician)"), response = quote(cbind(k, n - k)))
if (all(data$n == 1)) model <- reformulate(c(covariates, "(1 | clinician)"), response = "k")
started <- proc.time()[["elapsed"]]
fit <- glmer(model, data, family = binomial, nAGQ = 1, control = glmerControl(optimizer = "bobyqa"))
cat("seconds", proc.time()[["elapsed"]] - started, "\n")
cat("beta", format(fixef(fit), digits = 12), "\n")
cat("se", format(sqrt(diag(as.matrix(vcov(fit)))), digits = 12), "\n")
cat("sigma", format(as.data.frame(VarCorr(fit))$sdcor, digits = 12), "\n")
blup <- ranef(fit)$clinician
cat("blup", format(blup[order(as.integer(rownames(blup))), 1], digits = 12), "\n")
cat("version", as.character(packageVersion("lme4")), "\n")
