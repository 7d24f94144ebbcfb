import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { granted } from './problem.js';

/** What authenticates over MQTT: secrets of devices and gateways, and which devices a gateway carries. */
@Controller()
export class PrincipalsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('issueSecret')
  async issueSecret(@TheCall() call: Call<'issueSecret'>): Promise<AnswerOf<'issueSecret'>> {
    return { device: call.params.d, secret: await this.issue(call, 'device') };
  }

  @Operation('revokeSecrets')
  async revokeSecrets(@TheCall() call: Call<'revokeSecrets'>): Promise<AnswerOf<'revokeSecrets'>> {
    return { revoked: await this.revoke(call) };
  }

  @Operation('listGateways')
  async listGateways(@TheCall() { project }: Call<'listGateways'>): Promise<AnswerOf<'listGateways'>> {
    const gateways = (await this.backend.registry.inventory(project.id))?.gateways ?? [];
    return { items: gateways.map((gateway) => ({ ...gateway, children: [...gateway.children] })) };
  }

  @Operation('saveGateway')
  async saveGateway(@TheCall() call: Call<'saveGateway'>): Promise<AnswerOf<'saveGateway'>> {
    await granted(this.backend.registry.saveGateway(call.project.id, call.body, authorOf(call)));
    await this.backend.synchronise();
    return call.body;
  }

  @Operation('issueGatewaySecret')
  async issueGatewaySecret(@TheCall() call: Call<'issueGatewaySecret'>): Promise<AnswerOf<'issueGatewaySecret'>> {
    return { gateway: call.params.d, secret: await this.issue(call, 'gateway') };
  }

  @Operation('revokeGatewaySecrets')
  async revokeGatewaySecrets(@TheCall() call: Call<'revokeGatewaySecrets'>): Promise<AnswerOf<'revokeGatewaySecrets'>> {
    return { revoked: await this.revoke(call) };
  }

  private async issue(call: PrincipalCall, kind: 'device' | 'gateway'): Promise<string> {
    const { secret } = await granted(this.backend.registry.issueCredential(call.project.id, call.params.d, kind, authorOf(call)));
    await this.backend.synchronise();
    return secret;
  }

  private async revoke(call: PrincipalCall): Promise<number> {
    const revoked = await this.backend.registry.revokeCredential(call.project.id, call.params.d, undefined, authorOf(call));
    await this.backend.synchronise();
    return revoked;
  }
}

type PrincipalCall = Pick<Call<'issueSecret'>, 'project' | 'params' | 'identified'>;
