namespace Damon.Run.Databases;

/// <summary>The command line of <c>./run backup</c> or <c>./run check-database</c>, understood.</summary>
/// <param name="Words">The server's words for it.</param>
/// <param name="ServerOptions">Options of the server, in order.</param>
internal sealed record DatabaseOptions(IReadOnlyList<string> Words, IReadOnlyList<string> ServerOptions);
