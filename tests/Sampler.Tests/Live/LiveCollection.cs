namespace Damon.Sampler.Tests.Live;

/// <summary>Tests on live processes in real time: one after the other, with nothing beside them, not even other projects' tests.</summary>
[CollectionDefinition(nameof(LiveCollection), DisableParallelization = true)]
[Trait("Machine", "Alone")]
public sealed class LiveCollection;
