/** Classes of Spark, by their number in the contracts. */
export const SPARK_CLASS = { Purchased: 0, Promotional: 1 } as const
