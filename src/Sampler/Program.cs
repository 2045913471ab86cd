using System.Globalization;
using Damon.Sampler.Configuration;
using Damon.Sampler.Demo;
using Damon.Sampler.Operations.Costs;

return args switch
{
    ["demo", ..] => DemoWorkload.Run(Console.Out, TimeProvider.System),
    [CostTarget.Verb, var processor, var board] => CostTarget.Run(int.Parse(processor, CultureInfo.InvariantCulture), board, Console.In, TimeProvider.System),
    ["check"] => HostCheck.Run(Console.Out),
    _ => await SamplerHost.RunAsync(args, Console.Error),
};
