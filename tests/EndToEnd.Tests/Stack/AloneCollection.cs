namespace Damon.EndToEnd.Tests.Stack;

[CollectionDefinition(Lanes.Alone, DisableParallelization = true)]
public sealed class AloneCollection;
