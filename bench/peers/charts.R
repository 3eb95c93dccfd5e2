# Individuals charts with screened moving ranges and Anhoej's runs for every row of a matrix; prints processor seconds.
arguments <- commandArgs(trailingOnly = TRUE)
columns <- as.integer(arguments[2])
count <- file.info(arguments[1])$size / 8
values <- matrix(readBin(arguments[1], "double", count, size = 8, endian = "little"), ncol = columns, byrow = TRUE)
chart <- function(all) {
  y <- all[!is.na(all)]
  base <- all[1:24]
  base <- base[!is.na(base)]
  centre <- mean(base)
  ranges <- abs(diff(base))
  ranges <- ranges[ranges < 3.267 * mean(ranges)]
  reach <- 2.66 * mean(ranges)
  side <- sign(y - centre)
  side <- side[side != 0]
  runs <- rle(side)$lengths
  c(any(abs(y - centre) > reach), max(runs), length(runs) - 1)
}
begun <- proc.time()
found <- apply(values, 1, chart)
spent <- proc.time() - begun
cat(spent[["user.self"]] + spent[["sys.self"]], "\n")
