using Damon.Sampler.Configuration;
using Damon.Sampler.Demo;

return args switch
{
    ["demo", ..] => DemoWorkload.Run(Console.Out, TimeProvider.System),
    ["check"] => HostCheck.Run(Console.Out),
    _ => await SamplerHost.RunAsync(args, Console.Error),
};
