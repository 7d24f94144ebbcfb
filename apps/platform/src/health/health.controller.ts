import { Controller, Get, Header, HttpCode, Res } from '@nestjs/common';
import { OutsideTheApi } from '../api/call.js';
import { PlatformHealth } from './platform-health.js';
import { prometheusText } from './prometheus.js';

interface StatusResponse {
  status(code: number): unknown;
}

/** Endpoints that answer without a credential (contract: health and metrics only). */
@OutsideTheApi()
@Controller()
export class HealthController {
  constructor(private readonly health: PlatformHealth) {}

  /** The process lives. */
  @Get('healthz')
  @HttpCode(200)
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 when every dependency is there, else 503 naming the one that is not. */
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) response: StatusResponse): Promise<unknown> {
    const readiness = await this.health.readiness();
    response.status(readiness.ready ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    return prometheusText(await this.health.metrics());
  }
}
