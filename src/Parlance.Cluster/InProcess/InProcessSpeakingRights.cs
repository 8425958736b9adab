using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Cluster.InProcess;

/// <summary>Speaking rights of a single node. A restart forgets them: whoever has a token proves again with the next request.</summary>
/// <remarks>What somebody proved is forgotten when the session they proved it with ends, so that a sign-out, a new password or a ban counts here too.</remarks>
public sealed class InProcessSpeakingRights : ISpeakingRights, IEventSubscriber, IDisposable
{
    private static readonly TimeSpan ProofLifetime = TimeSpan.FromMinutes(10);

    /// <summary>For how long a connection that broke may come back, however long ago its user last sent a token.</summary>
    private static readonly TimeSpan ReturnTime = TimeSpan.FromMinutes(1);

    private const int MaxProvedUsers = 100_000;

    /// <summary>Browser values are the client's to choose, so nobody gets to fill the memory with them.</summary>
    private const int MaxProofsPerUser = 16;

    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private readonly AgingMap<UserId, List<Proof>> _proofs = new(MaxProvedUsers); // guarded by _gate
    private readonly Dictionary<UserId, Leases> _leases = []; // guarded by _gate; only users with a living connection
    private TimeSpan _agesAt; // guarded by _gate

    public InProcessSpeakingRights(IEventBus bus, TimeProvider time)
    {
        _time = time;
        _agesAt = time.Elapsed() + ProofLifetime;
        _subscription = bus.Subscribe(this);
    }

    /// <summary>Users about whom anything is remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _proofs.Count + _leases.Count;
        }
    }

    public void Prove(UserId user, ClientOrigin client, SessionId? session = null)
    {
        lock (_gate)
            ProveLocked(user, new Proof(client, session, _time.Elapsed() + ProofLifetime, IsForReturn: false));
    }

    public bool MaySpeakFor(User user, ClientOrigin client)
    {
        lock (_gate)
            return MaySpeakForLocked(user, client, out _);
    }

    public bool IsConnectedFrom(User user, ClientOrigin client)
    {
        lock (_gate)
            return _leases.TryGetValue(user.Id, out var leases) && leases.Living.Exists(lease => IsSame(lease.Client, client));
    }

    public IDisposable? TryLease(User user, ClientOrigin client)
    {
        lock (_gate)
        {
            if (!MaySpeakForLocked(user, client, out var session))
                return null;
            if (!_leases.TryGetValue(user.Id, out var leases))
                _leases[user.Id] = leases = new Leases(client);
            var lease = new Lease(this, user.Id, client, session, leavesProof: !IsKeyless(user));
            leases.Living.Add(lease);
            return lease;
        }
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is not SessionsEnded ended)
                continue;
            lock (_gate)
            {
                if (_proofs.TryGet(ended.User, out var proofs))
                    proofs.RemoveAll(proof => IsOver(proof.Session, ended));
                foreach (var lease in _leases.GetValueOrDefault(ended.User)?.Living.Where(lease => IsOver(lease.Session, ended)) ?? [])
                    lease.Proves = false;
            }
        }
    }

    public void Dispose() => _subscription.Dispose();

    private static bool IsOver(SessionId? session, SessionsEnded ended) => session is null || ended.Session is null || session == ended.Session;

    /// <param name="session">Whose end will end this; null for any.</param>
    private bool MaySpeakForLocked(User user, ClientOrigin client, out SessionId? session)
    {
        session = null;
        _leases.TryGetValue(user.Id, out var leases);
        if (IsKeyless(user))
            return leases is null || IsSame(leases.First, client);

        // The proof first: it may be of a session that began after the connection did.
        var now = _time.Elapsed();
        if (_proofs.TryGet(user.Id, out var proofs) && proofs.FindLastIndex(proof => proof.Covers(client, now)) is >= 0 and var newest)
        {
            session = proofs[newest].Session;
            return true;
        }

        if (leases?.Living.FindLast(lease => lease.Proves && IsSame(lease.Client, client)) is not { } living)
            return false;
        session = living.Session;
        return true;
    }

    private void ProveLocked(UserId user, Proof proof)
    {
        var now = _time.Elapsed();
        if (now >= _agesAt)
        {
            _proofs.Age();
            _agesAt = now + ProofLifetime;
        }

        if (!_proofs.TryGet(user, out var proofs))
            proofs = [];
        proofs.RemoveAll(old => old.Until <= now || (old.Client == proof.Client && old.Until <= proof.Until));
        if (proofs.Count == MaxProofsPerUser)
            proofs.RemoveAt(0); // the oldest
        proofs.Add(proof);
        _proofs.Set(user, proofs);
    }

    private void End(Lease lease)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue(lease.User, out var leases) || !leases.Living.Remove(lease))
                return;
            if (leases.Living.Count == 0)
                _leases.Remove(lease.User);
            if (lease is { Proves: true, LeavesProof: true })
                ProveLocked(lease.User, new Proof(lease.Client, lease.Session, _time.Elapsed() + ReturnTime, IsForReturn: true));
        }
    }

    private static bool IsKeyless(User user) => user.IsGuest && user.GuestKeyHash is null;

    /// <summary>The same browser as far as can be told: behind one address there may be many, so a browser that is known counts alone.</summary>
    private static bool IsSame(ClientOrigin one, ClientOrigin other) =>
        one.Browser is not null && other.Browser is not null ? one.Browser == other.Browser : one.Address == other.Address;

    /// <param name="IsForReturn">Left by a connection that ended, for nobody but the same client.</param>
    private readonly record struct Proof(ClientOrigin Client, SessionId? Session, TimeSpan Until, bool IsForReturn)
    {
        public bool Covers(ClientOrigin client, TimeSpan now) =>
            now < Until
            && (IsForReturn ? IsSame(Client, client) : Client.Address == client.Address || (Client.Browser is not null && Client.Browser == client.Browser));
    }

    /// <param name="first">Whose a guest without a key is until the last connection ends.</param>
    private sealed class Leases(ClientOrigin first)
    {
        public ClientOrigin First => first;

        public List<Lease> Living { get; } = [];
    }

    /// <param name="leavesProof">False for a guest without a key, whom nobody needs to prove.</param>
    private sealed class Lease(InProcessSpeakingRights rights, UserId user, ClientOrigin client, SessionId? session, bool leavesProof) : IDisposable
    {
        public UserId User => user;

        public ClientOrigin Client => client;

        /// <summary>With whose token its client had proved itself; null when that is not known.</summary>
        public SessionId? Session => session;

        public bool LeavesProof => leavesProof;

        /// <summary>False once the session ended: the connection may live, but it shows no more that its user is there. Guarded by the gate.</summary>
        public bool Proves { get; set; } = true;

        public void Dispose() => rights.End(this);
    }
}
