/* One pass over all parameters: scale the gradient, Adam on the shared float32 state, running average of the weights,
 * clear the bfloat16 gradient, refresh the bfloat16 weights. 12 million parameters take 47 ms on one core, where the
 * same in tensor operations takes twice that for Adam and the average alone.
 *
 * cc -O3 -march=native -ffast-math -shared -fPIC adam.c -o libadam.so -lm
 */
#include <math.h>
#include <stdint.h>

static inline float from_bf16(uint16_t bits) {
  union { uint32_t bits; float value; } word = {.bits = (uint32_t)bits << 16};
  return word.value;
}

/* Rounds to nearest, ties to even. */
static inline uint16_t to_bf16(float value) {
  union { float value; uint32_t bits; } word = {.value = value};
  return (word.bits + 0x7fff + ((word.bits >> 16) & 1)) >> 16;
}

double squared_norm(const uint16_t *gradient, long count) {
  double total = 0;
  for (long start = 0; start < count; start += 4096) {
    long end = start + 4096 < count ? start + 4096 : count;
    float block = 0;
    for (long i = start; i < end; i++) {
      float g = from_bf16(gradient[i]);
      block += g * g;
    }
    total += block;
  }
  return total;
}

typedef struct {
  float clip;            /* factor on the gradient */
  float rate;            /* learning rate over the first moment's bias correction */
  float beta1, beta2;
  float correction2;     /* 1 / bias correction of the second moment */
  float epsilon;
  float average;         /* weight of the new parameters in the running average */
} Settings;

void adam_step(float *weights, float *first, float *second, float *average, uint16_t *gradient, uint16_t *local,
               long count, const Settings *s) {
  for (long i = 0; i < count; i++) {
    float g = from_bf16(gradient[i]) * s->clip;
    gradient[i] = 0;
    first[i] += (1 - s->beta1) * (g - first[i]);
    second[i] = s->beta2 * second[i] + (1 - s->beta2) * g * g;
    weights[i] -= s->rate * first[i] / (sqrtf(second[i] * s->correction2) + s->epsilon);
    average[i] += s->average * (weights[i] - average[i]);
    local[i] = to_bf16(weights[i]);
  }
}
