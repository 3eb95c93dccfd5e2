# Four random-intercept models by lme4 on the rows of a CSV; prints lines "model quantity values ...".
suppressMessages(library(lme4))
data <- read.csv(commandArgs(trailingOnly = TRUE)[1], stringsAsFactors = TRUE)
data$clinician <- factor(data$clinician)
fixed <- "band + visit + (1 | clinician)"
model <- function(left, more = "") as.formula(paste(left, "~", fixed, more))
tight <- glmerControl(optimizer = "bobyqa", tolPwrss = 1e-10)
fits <- list(
  proportion = glmer(model("met"), data, family = binomial, nAGQ = 1, control = tight),
  rate = glmer(model("events", "+ offset(log(exposure))"), data, family = poisson, nAGQ = 1, control = tight),
  reml = lmer(model("score"), data),
  ml = lmer(model("score"), data, REML = FALSE)
)
said <- function(name, what, values) cat(name, what, format(values, digits = 12), "\n")
for (name in names(fits)) {
  fit <- fits[[name]]
  said(name, "beta", fixef(fit))
  said(name, "standard_errors", sqrt(diag(as.matrix(vcov(fit)))))
  said(name, "sigma", as.data.frame(VarCorr(fit))$sdcor[1])
  effects <- ranef(fit)$clinician
  said(name, "blup", effects[order(as.integer(rownames(effects))), 1])
}
