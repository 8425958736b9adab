namespace Parlance.Dialects.Native.Wire;

/// <param name="Users">Best matches first.</param>
public sealed record UsersResponse(IReadOnlyList<WireUser> Users);
