namespace Damon.Server.Security;

/// <summary>Who is at the other end of a Unix domain socket, as the kernel says (<c>SO_PEERCRED</c>).</summary>
/// <param name="Pid">Process that connected.</param>
/// <param name="Uid">Its user.</param>
/// <param name="Gid">Its group.</param>
internal sealed record PeerCredentials(int Pid, uint Uid, uint Gid);
