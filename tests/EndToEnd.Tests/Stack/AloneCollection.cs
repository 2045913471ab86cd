namespace Damon.EndToEnd.Tests.Stack;

[CollectionDefinition(Lanes.Alone, DisableParallelization = true)]
[Trait("Machine", "Alone")]
public sealed class AloneCollection;
