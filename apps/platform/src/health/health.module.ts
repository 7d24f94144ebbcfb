import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { PlatformHealth } from './platform-health.js';

@Module({})
export class HealthModule {
  static of(health: PlatformHealth): DynamicModule {
    return { module: HealthModule, controllers: [HealthController], providers: [{ provide: PlatformHealth, useValue: health }] };
  }
}
