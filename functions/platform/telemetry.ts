import { Logger } from "@aws-lambda-powertools/logger"
import { Metrics } from "@aws-lambda-powertools/metrics"
import { Tracer } from "@aws-lambda-powertools/tracer"

export const logger = new Logger({ serviceName: "halyard" })
export const metrics = new Metrics({ namespace: "Halyard", serviceName: "halyard" })
export const tracer = new Tracer({ serviceName: "halyard" })
