namespace Parlance.Dialects.Native.Wire;

/// <param name="Users">Of a search: best matches first.</param>
public sealed record UsersResponse(IReadOnlyList<WireUser> Users);
