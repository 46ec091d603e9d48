/** Prometheus metrics of this process; slices add their own to the registry. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** HTTP requests by route name and status, in seconds. */
  requestSeconds: Histogram<'route' | 'status'>;
  jobs: Counter<'job' | 'result'>;
  deliveries: Counter<'state'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'regulars_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    jobs: new Counter({
      name: 'regulars_jobs_total',
      help: 'Jobs by result',
      labelNames: ['job', 'result'],
      registers,
    }),
    deliveries: new Counter({
      name: 'regulars_deliveries_total',
      help: 'Deliveries by final state',
      labelNames: ['state'],
      registers,
    }),
  };
}
