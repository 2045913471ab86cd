if (args is ["demo"])
{
    return Damon.Sampler.Demo.DemoWorkload.Run(Console.Out, TimeProvider.System);
}

return 0;
