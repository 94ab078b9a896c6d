import { webgpu } from '../../tfjs/backends/webgpu';
import { serve } from './serve';

serve(webgpu);
