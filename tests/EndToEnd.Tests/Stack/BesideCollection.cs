namespace Damon.EndToEnd.Tests.Stack;

[CollectionDefinition(Lanes.Beside)]
public sealed class BesideCollection;
