namespace Damon.Sampler.Tests.Live;

/// <summary>Tests on live processes in real time: one after the other, with nothing beside them.</summary>
[CollectionDefinition(nameof(LiveCollection), DisableParallelization = true)]
public sealed class LiveCollection;
