namespace Damon.EndToEnd.Tests.Stack;

[CollectionDefinition(Lanes.Waiting)]
public sealed class WaitingCollection;
