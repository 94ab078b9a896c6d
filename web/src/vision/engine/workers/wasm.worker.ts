import { wasm } from '../../tfjs/backends/wasm';
import { serve } from './serve';

serve(wasm);
