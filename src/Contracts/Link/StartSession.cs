using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>Order to start a session.</summary>
[MessagePackObject]
public sealed record StartSession
{
    /// <summary>The session's id; names it in every push.</summary>
    [Key(0)] public string SessionId { get; init; } = "";

    /// <summary>Operations wanted.</summary>
    [Key(1)] public OperationsKind Operations { get; init; }

    /// <summary>Targets by index.</summary>
    [Key(2)] public StartTarget[] Targets { get; init; } = [];

    /// <summary>Attributes, already valid.</summary>
    [Key(3)] public AttributesMessage Attributes { get; init; } = new();

    /// <summary>Children of the targets become targets.</summary>
    [Key(4)] public bool FollowChildren { get; init; }
}
