using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Damon.Server.Security;

/// <summary>Keeps the peer's credentials with every connection of the sampler socket.</summary>
internal static class PeerCredentialsReader
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>Only for Unix sockets: on TCP the kernel answers the same question with nonsense.</summary>
    public static void UsePeerCredentials(this ListenOptions listen) => listen.Use(next => connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            connection.Abort(new ConnectionAbortedException("The transport does not show its socket."));
            return Task.CompletedTask;
        }

        connection.Features.Set(Read(socket));
        return next(connection);
    });

    private static PeerCredentials Read(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12]; // struct ucred: pid, uid, gid
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        var words = MemoryMarshal.Cast<byte, uint>(credentials);
        return new PeerCredentials((int)words[0], words[1], words[2]);
    }
}
