"""The mathematics of diffusion: transforms, noise schedule, samplers, averages; knows no product and no job."""
