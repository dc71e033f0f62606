"""The mathematics of diffusion: transforms, schedule, samplers, averages; knows no product."""
