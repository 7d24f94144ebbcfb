import { Inject } from '@nestjs/common';

export const API_BACKEND = Symbol('ApiBackend');

/** The running platform, as the API sees it. */
export const Backend = (): ParameterDecorator => Inject(API_BACKEND);
